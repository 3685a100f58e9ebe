using System.Security.Cryptography;

namespace CallSummary.Portal.Push;

/// <summary>The key that signs for an app at Apple's service: a <c>.p8</c> file.</summary>
internal static class ApnsKey
{
    /// <exception cref="InvalidDataException">The file cannot be read, or holds no such key.</exception>
    public static ECDsa Read(string file)
    {
        try
        {
            var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(file));
            return key.KeySize == 256 ? key : throw new CryptographicException("The key is not on the curve P-256.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new InvalidDataException($"{file} is no key file (.p8) of Apple's push service: {exception.Message}", exception);
        }
    }
}
