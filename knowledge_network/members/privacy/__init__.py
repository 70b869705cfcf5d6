"""What the law asks of us: to say what is known of somebody, to hand it over, and to forget it."""
