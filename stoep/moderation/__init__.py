"""What is not right: told by neighbours, looked at by a person, decided with a reason, looked at again by another."""
