using System.ComponentModel.DataAnnotations;

namespace CallSummary.Hosting.Bus;

/// <summary>The message bus. Section <c>CallSummary:Bus</c>.</summary>
public sealed class BusOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "CallSummary:Bus";

    /// <summary>What carries messages; default in memory.</summary>
    [EnumDataType(typeof(BusTransport), ErrorMessage = Section + ":Transport must be InMemory or RabbitMQ.")]
    public BusTransport Transport { get; set; } = BusTransport.InMemory;

    /// <summary>The broker's host name or address; default <c>localhost</c>.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = Section + ":Host must name the broker's host.")]
    public string Host { get; set; } = "localhost";

    /// <summary>The broker's port; default 5672 (with TLS usually 5671).</summary>
    [Range(1, 65535, ErrorMessage = Section + ":Port must be between 1 and 65535.")]
    public int Port { get; set; } = 5672;

    /// <summary>The broker's virtual host; default <c>/</c>.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = Section + ":VirtualHost must not be empty; the broker's default is \"/\".")]
    public string VirtualHost { get; set; } = "/";

    /// <summary>User at the broker; required for RabbitMQ.</summary>
    public string? Username { get; set; }

    /// <summary>The user's password; required for RabbitMQ. Give it by environment variable (<c>CallSummary__Bus__Password</c>), not in a file.</summary>
    public string? Password { get; set; }

    /// <summary>Speak TLS 1.2 or later to the broker and check its certificate against <see cref="Host"/>; default false.</summary>
    public bool Tls { get; set; }

    /// <summary>
    /// Deliveries of one message that may end with its consumer's death before the broker moves it to the queue's <c>_dead</c> queue;
    /// default 10, from 1 to 1,000. (A consumer that merely fails is another matter: those go to <c>_error</c> after the stage's retries.)
    /// </summary>
    [Range(1, 1000, ErrorMessage = Section + ":DeliveryLimit must be between 1 and 1000.")]
    public int DeliveryLimit { get; set; } = 10;

    /// <summary>Longest wait for the broker at start, before the host ends with a message; default 1 minute, from 1 s to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = Section + ":StartTimeout must be between 00:00:01 and 01:00:00.")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Transport == BusTransport.RabbitMQ && string.IsNullOrEmpty(Username))
        {
            yield return new ValidationResult($"{Section}:Username is missing: name the user that the broker knows.", [nameof(Username)]);
        }

        if (Transport == BusTransport.RabbitMQ && string.IsNullOrEmpty(Password))
        {
            yield return new ValidationResult(
                $"{Section}:Password is missing: set the environment variable CallSummary__Bus__Password.", [nameof(Password)]);
        }
    }
}
