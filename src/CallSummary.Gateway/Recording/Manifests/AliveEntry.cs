namespace CallSummary.Gateway.Recording.Manifests;

/// <summary>The call is still up: keeps other gateways from taking it for an orphan.</summary>
internal sealed record AliveEntry : ManifestEntry;
