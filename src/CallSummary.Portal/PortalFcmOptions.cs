using System.ComponentModel.DataAnnotations;
using CallSummary.Portal.Push;

namespace CallSummary.Portal;

/// <summary>Notices by Firebase Cloud Messaging (HTTP v1), section <c>CallSummary:Portal:Push:Fcm</c>; off until a key file is named.</summary>
public sealed class PortalFcmOptions : IValidatableObject
{
    private const string Section = PortalOptions.Section + ":Push:Fcm";

    /// <summary>Key file (JSON) of a Google service account that may send messages of the app's project.</summary>
    public string? ServiceAccountFile { get; set; }

    /// <summary>Where the service is.</summary>
    public Uri Endpoint { get; set; } = new("https://fcm.googleapis.com");

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ServiceAccountFile is not null && PortalPushOptions.ProblemOf(() => FcmAccount.Read(ServiceAccountFile).Key.Dispose()) is { } problem)
        {
            yield return new ValidationResult($"{Section}:ServiceAccountFile: {problem} Download the key of a service account in the project's settings, or leave it out.");
        }
    }
}
