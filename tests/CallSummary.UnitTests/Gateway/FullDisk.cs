using CallSummary.Contracts;
using CallSummary.Storage.Recordings;

namespace CallSummary.UnitTests.Gateway;

/// <summary>A store whose leg files refuse every write; manifests go to memory.</summary>
internal sealed class FullDisk : IRecordingStore
{
    public long FreeBytes { get; set; }

    public bool RefusesManifests { get; set; }

    public MemoryStream ManifestBytes { get; } = new();

    public Stream OpenAppend(Guid callId, Leg leg) => throw new IOException("No space left on device");

    public Stream OpenManifestAppend(Guid callId) => RefusesManifests ? throw new IOException("No space left on device") : ManifestBytes;

    public Stream? OpenRead(Guid callId, Leg leg) => null;

    public Stream? OpenManifestRead(Guid callId) => null;

    public IEnumerable<Guid> ListCalls() => [];

    public void Delete(Guid callId)
    {
    }

    public ValueTask<byte[]> ReadAsync(Guid callId, Leg leg, long start, long end, CancellationToken cancellationToken) =>
        throw new FileNotFoundException();
}
