using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CallSummary.Portal;

/// <summary>
/// The keys that protect stored secrets (webhooks' signatures, the identity for notices) and sign-in by a provider, section <c>CallSummary:Portal:KeyRing</c>.
/// </summary>
public sealed class PortalKeyRingOptions : IValidatableObject
{
    private const string Section = PortalOptions.Section + ":KeyRing";

    /// <summary>
    /// Folder of the keys, the same for all portals. Left out: <c>keys</c> in the data folder with SQLite; the database with PostgreSQL, where every
    /// portal finds it: then name a <see cref="CertificateFile"/>, or whoever has the database has the keys.
    /// </summary>
    public string? Directory { get; set; }

    /// <summary>Certificate with its private key (PKCS #12, RSA) that the keys are encrypted by; left out: they are not.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>The file's password; give it by environment variable.</summary>
    public string? CertificatePassword { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        string? problem = null;
        try
        {
            using var certificate = Certificate();
            problem = certificate is null || certificate.GetRSAPrivateKey() is not null ? null : "it has no RSA private key.";
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            problem = exception.Message;
        }

        if (problem is not null)
        {
            yield return new ValidationResult($"{Section}:CertificateFile {CertificateFile} cannot be used: {problem} Name a PKCS #12 file with its key and give {Section}:CertificatePassword.");
        }
    }

    /// <exception cref="CryptographicException">The file is none, or the password is wrong.</exception>
    internal X509Certificate2? Certificate() => CertificateFile is null ? null : X509CertificateLoader.LoadPkcs12FromFile(CertificateFile, CertificatePassword);
}
