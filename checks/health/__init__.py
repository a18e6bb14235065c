"""Account health: the rates and ratings that Amazon judges the account by."""
