"""What people read and take away: documents, registers, rankings, boards, exports."""
