using System.ComponentModel.DataAnnotations;
using System.Net;
using CallSummary.Rtp.Batching;

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

    /// <summary>How datagrams are read and written. Default: batched where the system can.</summary>
    public MediaTransport Transport { get; init; }

    /// <summary>Threads that serve legs on the batched path, 0 to 64; 0 (default): one for every four processors. One serves thousands of calls.</summary>
    [Range(0, 64)]
    public int Shards { get; init; }

    /// <summary>Threads that transcode, 0 to 256; 0 (default): as many as processors. They start with the first call that needs one and never run on the shards.</summary>
    [Range(0, 256)]
    public int TranscodingThreads { get; init; }

    /// <summary>
    /// Legs share one port pair a shard unless told otherwise: far fewer system calls. Only for peers whose media comes from the
    /// address that their session description names. Batched path only; default false.
    /// </summary>
    public bool SharedPorts { get; init; }

    /// <summary>How long a batch collects at most, 0 to 5 ms: more saves wake-ups and adds delay. Default 0.8 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:00.005", ParseLimitsInInvariantCulture = true)]
    public TimeSpan BatchInterval { get; init; } = TimeSpan.FromMilliseconds(0.8);

    /// <summary>Shards to start; none: the portable path.</summary>
    internal int ShardCount => Transport switch
    {
        MediaTransport.Portable => 0,
        MediaTransport.Auto when !LinuxNative.IsSupported => 0,
        _ => Shards > 0 ? Shards : Math.Max(1, Environment.ProcessorCount / 4),
    };

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FirstPort % 2 != 0 || LastPort <= FirstPort)
        {
            yield return new ValidationResult(
                $"The media port range {FirstPort}-{LastPort} is not usable: {nameof(FirstPort)} must be even and {nameof(LastPort)} greater.");
        }

        if (Transport == MediaTransport.Batched && !LinuxNative.IsSupported)
        {
            yield return new ValidationResult($"{nameof(Transport)} {MediaTransport.Batched} needs 64-bit Linux: set it to {MediaTransport.Auto}.");
        }
    }
}
