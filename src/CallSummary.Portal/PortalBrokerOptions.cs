using System.ComponentModel.DataAnnotations;

namespace CallSummary.Portal;

/// <summary>Where the console reads how long RabbitMQ's queues are, section <c>CallSummary:Portal:Broker</c>.</summary>
public sealed class PortalBrokerOptions : IValidatableObject
{
    private const string Section = PortalOptions.Section + ":Broker";

    /// <summary>Address of the broker's management API, for example <c>http://rabbitmq:15672</c>; left out (default), the console shows the service's own counts alone.</summary>
    public Uri? ManagementUrl { get; set; }

    /// <summary>A user there who may look (tag <c>monitoring</c> or <c>management</c>).</summary>
    public string? Username { get; set; }

    /// <summary>The user's password. Give it by environment variable (<c>CallSummary__Portal__Broker__Password</c>), not in a file.</summary>
    public string? Password { get; set; }

    /// <summary>The service's virtual host; default <c>/</c>.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = Section + ":VirtualHost must not be empty; the broker's default is \"/\".")]
    public string VirtualHost { get; set; } = "/";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ManagementUrl is { } url && (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)))
        {
            yield return new ValidationResult($"{Section}:ManagementUrl must be an http or https address, for example http://rabbitmq:15672.");
        }

        if (ManagementUrl is not null && (string.IsNullOrEmpty(Username) || string.IsNullOrEmpty(Password)))
        {
            yield return new ValidationResult($"{Section}:ManagementUrl needs {Section}:Username and {Section}:Password beside it.");
        }
    }
}
