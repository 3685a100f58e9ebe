using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal;

/// <summary>How people sign in, section <c>CallSummary:Portal:SignIn</c>.</summary>
public sealed class PortalSignInOptions
{
    private const string Section = PortalOptions.Section + ":SignIn";

    /// <summary>
    /// The address people use, when a proxy stands before the portal (for example <c>https://calls.example.org</c>): cookies are marked secure by it, and
    /// links are built from it. Left out: the address of each request.
    /// </summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>How long a subscriber stays signed in without use; default 60 days, from 1 hour to 400 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "400.00:00:00", ErrorMessage = Section + ":SubscriberSession must be between 01:00:00 and 400.00:00:00.")]
    public TimeSpan SubscriberSession { get; set; } = TimeSpan.FromDays(60);

    /// <summary>How long somebody is signed in to the console; default 9 hours, from 5 minutes to 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00", ErrorMessage = Section + ":ConsoleSession must be between 00:05:00 and 1.00:00:00.")]
    public TimeSpan ConsoleSession { get; set; } = TimeSpan.FromHours(9);

    /// <summary>How long access to one call lasts in the console; default 30 minutes, from 1 minute to 8 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "08:00:00", ErrorMessage = Section + ":CallAccess must be between 00:01:00 and 08:00:00.")]
    public TimeSpan CallAccess { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The identity provider; without one, people sign in by links.</summary>
    [ValidateObjectMembers]
    public PortalOpenIdOptions OpenId { get; set; } = new();
}
