"""The form kit: fields as people fill them in, GOV.UK markup for any Django form, and guards against saving twice or over another."""
