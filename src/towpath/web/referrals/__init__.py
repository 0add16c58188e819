"""The public door to ask for help, and the desk where referrals are answered."""
