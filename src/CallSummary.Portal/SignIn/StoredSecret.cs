using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace CallSummary.Portal.SignIn;

/// <summary>
/// Keys of webhooks' signatures and of notices, as the database holds them: encrypted under the key ring, so that whoever reads the database, or a copy of it, has none.
/// </summary>
internal sealed class StoredSecret(IDataProtectionProvider protection)
{
    // What has no mark was stored by a version that did not encrypt.
    private const string Mark = "protected:";

    private readonly IDataProtector _protector = protection.CreateProtector("CallSummary.StoredSecret");

    public string Protect(string secret) => Mark + _protector.Protect(secret);

    /// <summary>Null when the key ring that encrypted it is lost.</summary>
    public string? Reveal(string stored)
    {
        if (!stored.StartsWith(Mark, StringComparison.Ordinal))
        {
            return stored;
        }

        try
        {
            return _protector.Unprotect(stored[Mark.Length..]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
