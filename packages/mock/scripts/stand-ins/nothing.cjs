// Stands for a package that the bundle leaves out.
