namespace CallSummary.AllInOne.Demo;

/// <summary>What was asked of the demo on the command line.</summary>
internal sealed record DemoOptions
{
    /// <summary>End after the last summary.</summary>
    public required bool Exit { get; init; }

    /// <summary>Where each call's transcript, summary and recording go; null for nowhere.</summary>
    public required string? Output { get; init; }

    /// <summary>Names of the sample calls to place; empty for all.</summary>
    public required IReadOnlyCollection<string> Calls { get; init; }

    /// <summary>Settings for the service, as on its own command line.</summary>
    public required string[] ServiceArguments { get; init; }
}
