using CallSummary.Contracts;

namespace CallSummary.Gateway.Routing;

/// <summary>What happens to the numbers of a pattern.</summary>
internal sealed class Route(RouteOptions options)
{
    /// <summary>What recorders' sessions go by: no number is dialled.</summary>
    public static Route OfRecorders { get; } = new(new RouteOptions { Number = "*", Action = RouteAction.Record });

    public NumberPattern Number { get; } = NumberPattern.Parse(options.Number);

    public string Trunk { get; } = options.Trunk;

    /// <summary>The trunk it goes out by; empty = its own next hop.</summary>
    public string ToTrunk { get; } = options.ToTrunk;

    public RouteAction Action { get; } = options.Action;

    public string Username { get; } = options.Username;

    public string Password { get; } = options.Password;

    public TimeSpan RingTimeout { get; } = options.RingTimeout;

    /// <summary>The legs that are subscribers; empty = the tenant's patterns decide.</summary>
    public IReadOnlyList<Leg> Subscribers { get; } = [.. options.Subscribers.Distinct()];

    public string? Language { get; } = options.Language.Length == 0 ? null : options.Language;

    public string? NoticeLanguage { get; } = options.NoticeLanguage.Length == 0 ? null : options.NoticeLanguage;

    /// <summary>The route as the console shows it: where it leads, without users and passwords.</summary>
    public RouteStatus Status { get; } = new()
    {
        Number = options.Number,
        Trunk = options.Trunk.Length == 0 ? null : options.Trunk,
        Action = options.Action.ToString(),
        Target = options.Action != RouteAction.Bridge ? null
            : options.ToTrunk.Length > 0 ? options.ToTrunk
            : options.NextHop[(Math.Max(options.NextHop.LastIndexOf('@'), options.NextHop.IndexOf(':', StringComparison.Ordinal)) + 1)..],
    };

    /// <summary>The next hop for a number; everything but the number comes from our own configuration.</summary>
    public string NextHop(string number, string dialled) => options.NextHop
        .Replace("{number}", number, StringComparison.Ordinal)
        .Replace("{digits}", number.TrimStart('+'), StringComparison.Ordinal)
        .Replace("{dialled}", dialled, StringComparison.Ordinal);

    public bool Matches(string trunk, string number) =>
        (Trunk.Length == 0 || string.Equals(Trunk, trunk, StringComparison.OrdinalIgnoreCase)) && Number.IsMatch(number);
}
