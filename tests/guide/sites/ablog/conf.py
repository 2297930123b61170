project = "Paper and Ink"
author = "Ines Arden"
extensions = ["ablog", "myst_parser"]
blog_baseurl = "https://paper.example.org"
