using CallSummary.Contracts;

namespace CallSummary.Gateway.Recording.Manifests;

/// <summary>The consent changed; audio from this moment on obeys it.</summary>
internal sealed record ConsentEntry : ManifestEntry
{
    public required ConsentState State { get; init; }
}
