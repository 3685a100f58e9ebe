using System.ComponentModel.DataAnnotations;
using System.Net;

namespace CallSummary.Portal;

/// <summary>Settings of webhooks, section <c>CallSummary:Portal:Webhooks</c>.</summary>
public sealed class PortalWebhookOptions : IValidatableObject
{
    private const string Section = PortalOptions.Section + ":Webhooks";

    /// <summary>Whether <c>http://</c> URLs are accepted. Bodies hold what was said on a call: leave it off outside a closed network.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>
    /// Whether receivers may have private, shared or loopback addresses. Link-local, metadata, multicast and reserved
    /// addresses stay refused; <see cref="AllowedNetworks"/> can name those.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Networks (CIDR, for example <c>10.20.0.0/16</c>) whose addresses are accepted whatever they are.</summary>
    public IList<string> AllowedNetworks { get; init; } = [];

    /// <summary>Webhooks that a tenant's keys, or one subscriber's keys, may register. 1 to 1,000.</summary>
    [Range(1, 1000, ErrorMessage = Section + ":MaximumPerOwner must be 1 to 1000.")]
    public int MaximumPerOwner { get; set; } = 20;

    /// <summary>Longest time for one attempt, connection included. 1 to 60 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ErrorMessage = Section + ":Timeout must be 00:00:01 to 00:01:00.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Attempts before a delivery is dead. 1 to 50.</summary>
    [Range(1, 50, ErrorMessage = Section + ":MaximumAttempts must be 1 to 50.")]
    public int MaximumAttempts { get; set; } = 15;

    /// <summary>Wait before the first retry; it doubles with each further one. 10 ms to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00", ErrorMessage = Section + ":FirstRetry must be 00:00:00.010 to 01:00:00.")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait between attempts. 10 ms to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00", ErrorMessage = Section + ":LongestRetry must be 00:00:00.010 to 1.00:00:00.")]
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromHours(4);

    /// <summary>Attempts that this process makes at the same time. 1 to 1,000.</summary>
    [Range(1, 1000, ErrorMessage = Section + ":Concurrency must be 1 to 1000.")]
    public int Concurrency { get; set; } = 16;

    /// <summary>Attempts that this process makes at the same time to one webhook, so that a slow receiver holds up nobody else. 1 to 1,000.</summary>
    [Range(1, 1000, ErrorMessage = Section + ":ConcurrencyPerWebhook must be 1 to 1000.")]
    public int ConcurrencyPerWebhook { get; set; } = 2;

    /// <summary>How often the database is looked at for deliveries that other processes made due. 10 ms to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00", ErrorMessage = Section + ":PollInterval must be 00:00:00.010 to 00:05:00.")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often stored summaries are compared with deliveries, to make up for messages that a crash lost. 100 ms to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00", ErrorMessage = Section + ":SweepInterval must be 00:00:00.100 to 1.00:00:00.")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How far back that comparison looks at start. 1 minute to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00", ErrorMessage = Section + ":SweepWindow must be 00:01:00 to 7.00:00:00.")]
    public TimeSpan SweepWindow { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long delivered events are kept for listing and sending again; longer than <see cref="SweepWindow"/>. Up to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00", ErrorMessage = Section + ":KeepDelivered must be 00:01:00 to 365.00:00:00.")]
    public TimeSpan KeepDelivered { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long dead letters are kept; longer than <see cref="SweepWindow"/>. Up to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00", ErrorMessage = Section + ":KeepDead must be 00:01:00 to 365.00:00:00.")]
    public TimeSpan KeepDead { get; set; } = TimeSpan.FromDays(30);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var network in AllowedNetworks.Where(n => !IPNetwork.TryParse(n, out _)))
        {
            yield return new ValidationResult(
                $"{Section}:AllowedNetworks holds \"{network}\", which is no network: write an address and a prefix length, for example 10.20.0.0/16.");
        }

        // Were they shorter, the comparison would find the summary without its delivery and send it again.
        if (KeepDelivered <= SweepWindow || KeepDead <= SweepWindow)
        {
            yield return new ValidationResult($"{Section}:KeepDelivered and {Section}:KeepDead must be longer than {Section}:SweepWindow.");
        }
    }
}
