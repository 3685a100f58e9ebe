namespace CallSummary.Portal.SignIn;

/// <summary>Who signs in: a subscriber, or somebody with console roles.</summary>
internal sealed record Person(string TenantId, string? SubscriberNumber, string Name, IReadOnlyList<string> Roles);
