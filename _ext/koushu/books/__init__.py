"""What more than one kind of book needs: covers, drawings as PDF, and fonts."""
