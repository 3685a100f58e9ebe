namespace CallSummary.Storage.Access;

/// <summary>What somebody may do in the console.</summary>
public static class ConsoleRoles
{
    /// <summary>Review calls under a reason and a ticket.</summary>
    public const string Support = "support";

    /// <summary>Listen to recordings, beside reading.</summary>
    public const string Audio = "audio";

    /// <summary>See calls in progress, failures and deliveries.</summary>
    public const string Operations = "operations";

    /// <summary>Keys, webhooks, sign-in links, the audit log.</summary>
    public const string Administration = "administration";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Support, Audio, Operations, Administration];
}
