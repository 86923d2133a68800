"""Second factors: passkeys, an authenticator app, recovery codes, and when they are asked for.

Always true: where the platform asks for second factors, an office opens nothing to whoever has only
proved the address; a code works once; what is kept of a secret is a hash, a public key, or a
ciphertext that is bound to the account.
"""
