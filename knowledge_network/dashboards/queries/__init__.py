"""What the pages across apps read: front page, «Mijn start», a leader's schools, what stands in line, topics."""
