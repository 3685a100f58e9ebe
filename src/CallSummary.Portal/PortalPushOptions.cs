using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal;

/// <summary>Notices to browsers (Web Push), section <c>CallSummary:Portal:Push</c>.</summary>
public sealed class PortalPushOptions
{
    private const string Section = PortalOptions.Section + ":Push";

    /// <summary>Whether browsers may be told of summaries through their makers' push services; default off, because it is the one thing that leaves this machine.</summary>
    public bool Enabled { get; set; }

    /// <summary>Whom a push service may write to when something is wrong (RFC 8292 section 2.1): <c>mailto:</c> or <c>https:</c>.</summary>
    [RegularExpression("^(mailto|https):.+", ErrorMessage = Section + ":Contact must begin with mailto: or https:.")]
    public string Contact { get; set; } = "mailto:operator@localhost.invalid";

    /// <summary>Most devices of one subscriber; the oldest gives way. Default 10, from 1 to 100.</summary>
    [Range(1, 100, ErrorMessage = Section + ":DevicesPerSubscriber must be 1 to 100.")]
    public int DevicesPerSubscriber { get; set; } = 10;

    /// <summary>Notices to apps by Google's service.</summary>
    [ValidateObjectMembers]
    public PortalFcmOptions Fcm { get; set; } = new();

    /// <summary>Notices to apps by Apple's service.</summary>
    [ValidateObjectMembers]
    public PortalApnsOptions Apns { get; set; } = new();

    internal static string? ProblemOf(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (InvalidDataException problem)
        {
            return problem.Message;
        }
    }
}
