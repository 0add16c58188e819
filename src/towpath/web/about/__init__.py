"""What the site says about itself."""
