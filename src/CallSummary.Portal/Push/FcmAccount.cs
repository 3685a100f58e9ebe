using System.Security.Cryptography;
using System.Text.Json;

namespace CallSummary.Portal.Push;

/// <summary>A Google service account, as its key file describes it.</summary>
internal sealed record FcmAccount(string ProjectId, string Email, Uri TokenUri, RSA Key)
{
    /// <exception cref="InvalidDataException">The file cannot be read, or is none of a service account.</exception>
    public static FcmAccount Read(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var key = RSA.Create();
            key.ImportFromPem(Text("private_key"));
            return new FcmAccount(Text("project_id"), Text("client_email"), new Uri(Text("token_uri")), key);

            string Text(string name) => json.RootElement.GetProperty(name).GetString() ?? throw new JsonException($"\"{name}\" is null.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
            or InvalidOperationException or UriFormatException or ArgumentException or CryptographicException)
        {
            throw new InvalidDataException($"{file} is no key file of a Google service account: {exception.Message}", exception);
        }
    }
}
