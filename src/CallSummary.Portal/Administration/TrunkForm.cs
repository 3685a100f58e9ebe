using System.Globalization;
using CallSummary.Storage.Administration;
using Microsoft.AspNetCore.Http;

namespace CallSummary.Portal.Administration;

/// <summary>A trunk as somebody typed it. The password is never sent back to a browser.</summary>
internal sealed record TrunkForm
{
    public string Name { get; init; } = "";

    public bool IsEnabled { get; init; } = true;

    public string Peers { get; init; } = "";

    public string Hops { get; init; } = "";

    public string Destinations { get; init; } = "";

    public string Codecs { get; init; } = "";

    public string Consent { get; init; } = "NoticeRequired";

    public string Srtp { get; init; } = "Allow";

    public string CountryCode { get; init; } = "82";

    public string Username { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>There is a password, which stays when none is typed.</summary>
    public bool HasPassword { get; init; }

    public bool AllowTransfers { get; init; }

    public string MaxCalls { get; init; } = "0";

    public string MaxCallsPerSecond { get; init; } = "0";

    public string MaxMinutesPerDay { get; init; } = "0";

    public static TrunkForm Of(StoredTrunk trunk) => new()
    {
        Name = trunk.Name,
        IsEnabled = trunk.IsEnabled,
        Peers = trunk.Peers,
        Hops = trunk.Hops,
        Destinations = trunk.Destinations,
        Codecs = trunk.Codecs,
        Consent = trunk.Consent,
        Srtp = trunk.Srtp,
        CountryCode = trunk.CountryCode,
        Username = trunk.Username,
        HasPassword = trunk.Password.Length > 0,
        AllowTransfers = trunk.AllowTransfers,
        MaxCalls = Text(trunk.MaxCalls),
        MaxCallsPerSecond = Text(trunk.MaxCallsPerSecond),
        MaxMinutesPerDay = Text(trunk.MaxMinutesPerDay),
    };

    public static TrunkForm Of(IFormCollection form) => new()
    {
        Name = Word(form, "name"),
        IsEnabled = form["enabled"] == "true",
        Peers = Lines(form, "peers"),
        Hops = Lines(form, "hops"),
        Destinations = Lines(form, "destinations"),
        Codecs = Lines(form, "codecs"),
        Consent = Word(form, "consent"),
        Srtp = Word(form, "srtp"),
        CountryCode = Word(form, "country"),
        Username = Word(form, "username"),
        Password = form["password"].ToString(),
        AllowTransfers = form["transfers"] == "true",
        MaxCalls = Word(form, "calls"),
        MaxCallsPerSecond = Word(form, "rate"),
        MaxMinutesPerDay = Word(form, "minutes"),
    };

    /// <summary>Puts it into the row; it has been checked.</summary>
    public void Fill(StoredTrunk trunk, TrunkPasswords passwords)
    {
        trunk.IsEnabled = IsEnabled;
        (trunk.Peers, trunk.Hops, trunk.Destinations, trunk.Codecs) = (Peers, Hops, Destinations, Codecs);
        (trunk.Consent, trunk.Srtp, trunk.CountryCode, trunk.AllowTransfers) = (Consent, Srtp, CountryCode, AllowTransfers);
        trunk.Username = Username;
        trunk.Password = Username.Length == 0 ? "" : Password.Length > 0 ? passwords.Protect(trunk.Id, Password) : trunk.Password;
        (trunk.MaxCalls, trunk.MaxCallsPerSecond, trunk.MaxMinutesPerDay) = (Number(MaxCalls)!.Value, Number(MaxCallsPerSecond)!.Value, Number(MaxMinutesPerDay)!.Value);
    }

    /// <summary>Nought when nothing is typed; null when it is no number from nought to a million.</summary>
    public static int? Number(string text) => text.Length == 0 ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000 ? number : null;

    public static IEnumerable<string> Entries(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Word(IFormCollection form, string field) => form[field].ToString().Trim();

    private static string Lines(IFormCollection form, string field) =>
        string.Join('\n', form[field].ToString().Split(['\n', '\r', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
