using CallSummary.Storage.Subscribers;

namespace CallSummary.Portal.Push;

/// <summary>A device that is told of summaries. Its token is not shown.</summary>
internal sealed record DeviceResource
{
    /// <summary>Id of the device.</summary>
    public required Guid Id { get; init; }

    /// <summary>By whose service it is told.</summary>
    public required PushKind Kind { get; init; }

    /// <summary>Language of its notices.</summary>
    public required string Language { get; init; }

    /// <summary>Whether its notices show the summary's title.</summary>
    public required bool ShowsTitle { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    public static DeviceResource Of(PushDevice device) => new()
    {
        Id = device.Id,
        Kind = device.Kind,
        Language = device.Language,
        ShowsTitle = device.ShowsTitle,
        CreatedAt = device.CreatedAt,
    };
}
