using System.ComponentModel.DataAnnotations;
using System.Net;

namespace CallSummary.Rtp;

/// <summary>Settings of the media engine.</summary>
public sealed record MediaEngineOptions : IValidatableObject
{
    /// <summary>Local address that media sockets are bound to. Default 0.0.0.0.</summary>
    public IPAddress BindAddress { get; init; } = IPAddress.Any;

    /// <summary>Address told to peers, or null for <see cref="BindAddress"/>; needed when that is a wildcard or behind address translation.</summary>
    public IPAddress? AdvertisedAddress { get; init; }

    /// <summary>First port of the range, even. Default 16384: the range ends below Linux's ephemeral ports, so nothing else takes from it.</summary>
    [Range(1024, 65534)]
    public int FirstPort { get; init; } = 16384;

    /// <summary>Last port of the range. Default 32767: 8,192 legs.</summary>
    [Range(1025, 65535)]
    public int LastPort { get; init; } = 32767;

    /// <summary>Legs open at once. Default 8,192.</summary>
    [Range(1, 32_000)]
    public int MaxLegs { get; init; } = 8192;

    /// <summary>From where media may be learned. Default any address (symmetric RTP), within <see cref="LearningWindow"/>.</summary>
    public SourceLearning SourceLearning { get; init; } = SourceLearning.AnyAddress;

    /// <summary>How long after a remote was set, or receiving was switched on, a source may be learned. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan LearningWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between RTCP reports of a leg (RFC 3550 section 6.2 asks for at least 5 s). Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FirstPort % 2 != 0 || LastPort <= FirstPort)
        {
            yield return new ValidationResult(
                $"The media port range {FirstPort}-{LastPort} is not usable: {nameof(FirstPort)} must be even and {nameof(LastPort)} greater.");
        }
    }
}
