using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CallSummary.Portal;

/// <summary>Settings of the portal, section <c>CallSummary:Portal</c>.</summary>
public sealed class PortalOptions
{
    /// <summary>The section's name in the configuration.</summary>
    public const string Section = "CallSummary:Portal";

    /// <summary>Requests a second that one API key may make in the long run; more is answered 429. 1 to 100,000.</summary>
    [Range(1, 100_000, ErrorMessage = Section + ":RequestsPerSecond must be 1 to 100000.")]
    public int RequestsPerSecond { get; set; } = 50;

    /// <summary>Requests that one API key may make at once before <see cref="RequestsPerSecond"/> applies. 1 to 100,000.</summary>
    [Range(1, 100_000, ErrorMessage = Section + ":RequestBurst must be 1 to 100000.")]
    public int RequestBurst { get; set; } = 200;

    /// <summary>Largest request body in bytes; more is answered 413. 1,024 to 1,048,576.</summary>
    [Range(1024, 1_048_576, ErrorMessage = Section + ":MaximumBodyBytes must be 1024 to 1048576.")]
    public int MaximumBodyBytes { get; set; } = 16 * 1024;

    /// <summary>How long the SIP messages of calls are kept for the console. 1 hour to 1 year; default 30 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00", ErrorMessage = Section + ":KeepTraces must be 01:00:00 to 365.00:00:00.")]
    public TimeSpan KeepTraces { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// TrueType file (<c>.ttf</c>) for exported PDFs; what is used of it is embedded. Default: Nanum Gothic (Debian: fonts-nanum) or Malgun Gothic where the
    /// system has it. Without one, a call is printed by the browser.
    /// </summary>
    [CustomValidation(typeof(PortalOptions), nameof(CheckPdfFont))]
    public string? PdfFont { get; set; }

    /// <summary>How people sign in to <c>/app</c> and <c>/console</c>.</summary>
    [ValidateObjectMembers]
    public PortalSignInOptions SignIn { get; set; } = new();

    /// <summary>The keys that protect stored secrets.</summary>
    [ValidateObjectMembers]
    public PortalKeyRingOptions KeyRing { get; set; } = new();

    /// <summary>The broker's management API.</summary>
    [ValidateObjectMembers]
    public PortalBrokerOptions Broker { get; set; } = new();

    /// <summary>Notices to browsers and apps.</summary>
    [ValidateObjectMembers]
    public PortalPushOptions Push { get; set; } = new();

    /// <summary>The event stream.</summary>
    [ValidateObjectMembers]
    public PortalEventOptions Events { get; set; } = new();

    /// <summary>Webhooks.</summary>
    [ValidateObjectMembers]
    public PortalWebhookOptions Webhooks { get; set; } = new();

    /// <summary>Names the setting and the fix when the file is no font that can be embedded.</summary>
    public static ValidationResult? CheckPdfFont(string? file) => file is null || Exports.PdfFont.ProblemOf(file) is not { } problem
        ? ValidationResult.Success
        : new ValidationResult($"{Section}:PdfFont: {problem} Name a .ttf file, or leave it out.");
}
