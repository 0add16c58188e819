"""Values in, documents out: charts now; pages, spreadsheets and letters as they are needed. No Django, no database."""
