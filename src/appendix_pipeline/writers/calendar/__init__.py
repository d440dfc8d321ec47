"""Parts of the iCalendar output: content lines after RFC 5545, and repeated deadlines."""
