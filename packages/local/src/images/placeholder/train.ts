console.log(
  "Nothing of this image is on this machine (--images any): the job ends at once, and what it makes is empty.",
);
