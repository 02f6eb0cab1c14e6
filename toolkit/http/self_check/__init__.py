"""The plain documents of « Faire le point », outside the Reflex client."""
