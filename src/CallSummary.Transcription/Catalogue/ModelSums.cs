using System.Security.Cryptography;

namespace CallSummary.Transcription.Catalogue;

/// <summary>The sums of a file, in one pass.</summary>
internal readonly record struct ModelSums(string Sha1, string Sha256)
{
    public static async Task<ModelSums> OfAsync(string path, CancellationToken cancellationToken)
    {
        // SHA-1 is what whisper.cpp publishes: it tells a damaged download, and no more is claimed of it.
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = File.OpenRead(path);
        var buffer = new byte[1 << 20];
        for (int read; (read = await file.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            sha1.AppendData(buffer, 0, read);
            sha256.AppendData(buffer, 0, read);
        }

        return new ModelSums(Convert.ToHexStringLower(sha1.GetHashAndReset()), Convert.ToHexStringLower(sha256.GetHashAndReset()));
    }

    /// <summary>What is wrong with a file that should have these sums, or null.</summary>
    public string? Differs(string? sha1, string? sha256) =>
        sha256 is not null && !sha256.Equals(Sha256, StringComparison.OrdinalIgnoreCase) ? $"its SHA-256 is {Sha256}, not {sha256}"
        : sha1 is not null && !sha1.Equals(Sha1, StringComparison.OrdinalIgnoreCase) ? $"its SHA-1 is {Sha1}, not {sha1} as whisper.cpp publishes"
        : null;
}
