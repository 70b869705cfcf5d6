"""What somebody means who asks something: one understanding for the finder, for questions and for the search.

It knows topics, the words of the staff room, the Dutch language and places; nothing of people or of what they may see.
"""
