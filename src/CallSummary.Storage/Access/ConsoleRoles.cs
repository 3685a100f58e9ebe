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

    /// <summary>Trunks, numbers, templates, keys, webhooks, people and the audit log of a tenant.</summary>
    public const string Administration = "administration";

    /// <summary>Make tenants: for the people who run the service, and given only by those who have it.</summary>
    public const string Tenants = "tenants";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Support, Audio, Operations, Administration, Tenants];
}
