object ccc437d4f08e2cdf335aad7758ae1d4a5d8de3f7
type commit
tag t-sub
tagger Ada <ada@example.com> 1704067200 +0000

tag
-----BEGIN PGP SIGNATURE-----

iHUEABYIAB0WIQSO0+hJKGp32oKyWmJD9jcndg4kwwUCawSOmgAKCRBD9jcndg4k
w6iNAQDcn+SLDqtYhrfaPTeEW0/OQE+CRglwjIGVhP8edc+idAEA2Nv8lrNueedz
FZO0V2h3lW1l9h8WOwuNJXiGAq8eDw4=
=5J9D
-----END PGP SIGNATURE-----
