"""Two articles side by side: are they the same, or on the same study?"""
