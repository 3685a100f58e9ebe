using System.ComponentModel.DataAnnotations;
using CallSummary.Portal.Push;

namespace CallSummary.Portal;

/// <summary>Notices by Apple's push service, section <c>CallSummary:Portal:Push:Apns</c>; off until a key file is named.</summary>
public sealed class PortalApnsOptions : IValidatableObject
{
    private const string Section = PortalOptions.Section + ":Push:Apns";

    /// <summary>Signing key (<c>.p8</c>) of the developer account.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The key's id, ten characters.</summary>
    public string KeyId { get; set; } = string.Empty;

    /// <summary>The developer team's id, ten characters.</summary>
    public string TeamId { get; set; } = string.Empty;

    /// <summary>The app's bundle id.</summary>
    public string Topic { get; set; } = string.Empty;

    /// <summary>Where the service is; <c>https://api.sandbox.push.apple.com</c> for apps that are being developed.</summary>
    public Uri Endpoint { get; set; } = new("https://api.push.apple.com");

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (KeyFile is null)
        {
            yield break;
        }

        if (KeyId.Length == 0 || TeamId.Length == 0 || Topic.Length == 0)
        {
            yield return new ValidationResult($"{Section}:KeyFile needs {Section}:KeyId, {Section}:TeamId and {Section}:Topic beside it.");
        }

        if (PortalPushOptions.ProblemOf(() => ApnsKey.Read(KeyFile).Dispose()) is { } problem)
        {
            yield return new ValidationResult($"{Section}:KeyFile: {problem} Download the key from the developer account, or leave it out.");
        }
    }
}
