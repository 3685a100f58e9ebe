namespace CallSummary.Storage.Subscribers;

/// <summary>A browser (RFC 8030) or a telephone's app that wants to be told of summaries.</summary>
public sealed class PushDevice
{
    /// <summary>Id (UUIDv7).</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The subscriber.</summary>
    public required string SubscriberNumber { get; init; }

    /// <summary>By whose service it is told.</summary>
    public PushKind Kind { get; init; }

    /// <summary>The session that asked, or the API key of an app; the device goes with it.</summary>
    public required Guid SessionId { get; init; }

    /// <summary>Where the browser's push service takes messages; of an app its registration token.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The browser's public key (RFC 8291), base64url; of an app empty.</summary>
    public required string P256dh { get; init; }

    /// <summary>The browser's authentication secret (RFC 8291), base64url; of an app empty.</summary>
    public required string Auth { get; init; }

    /// <summary>The language of its notices: <c>ko</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    /// <summary>Whether a notice may show the summary's title; without it, only that a summary is ready.</summary>
    public required bool ShowsTitle { get; set; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
