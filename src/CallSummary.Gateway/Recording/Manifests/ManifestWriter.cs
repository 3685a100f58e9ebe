namespace CallSummary.Gateway.Recording.Manifests;

/// <summary>Appends lines to a call's manifest. Thread-safe: recorder, consent and end write from their own loops.</summary>
internal sealed class ManifestWriter(Stream stream) : IDisposable
{
    private readonly Lock _lock = new();
    private bool _closed;

    /// <summary>Goes on with a manifest that a crash may have torn: the torn line is closed, so that it spoils no other.</summary>
    public static ManifestWriter Resume(Stream stream)
    {
        stream.Write("\n"u8);
        return new ManifestWriter(stream);
    }

    /// <summary>Appends a line; it has left this process when the call returns.</summary>
    /// <returns>False when the manifest is closed already.</returns>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public bool Append(ManifestEntry entry)
    {
        var line = ManifestJson.Line(entry);
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            stream.Write(line);
            stream.Flush();
            return true;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (!_closed)
            {
                _closed = true;
                stream.Dispose();
            }
        }
    }
}
