"""Mail that comes back: bounces, complaints, automatic answers, our own letters, and what people really wrote."""
