// What an import costs by itself: subtracted from every import time.
export {}
