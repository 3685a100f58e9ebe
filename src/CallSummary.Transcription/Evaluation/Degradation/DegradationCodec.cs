using CallSummary.Audio.Codecs;

namespace CallSummary.Transcription.Evaluation.Degradation;

/// <summary>A codec that a sound is sent through.</summary>
/// <param name="Name">As conditions write it.</param>
/// <param name="Rate">Samples a second on its line.</param>
/// <param name="Transcode">Encodes, loses the packets (20 ms) marked, decodes; null where the codec is absent.</param>
/// <param name="Absent">Why the codec is absent here.</param>
internal sealed record DegradationCodec(string Name, int Rate, Func<short[], bool[], short[]> Transcode, string? Absent = null)
{
    // Packet loss is silence: G.711 has no concealment of its own (RFC 3551), and the service's timeline fills gaps so.
    public static readonly IReadOnlyList<DegradationCodec> All =
    [
        new("pcmu", 8000, (sound, lost) => PacketLoss.Silence(Array.ConvertAll(sound, s => G711.DecodeMuLaw(G711.EncodeMuLaw(s))), 160, lost)),
        new("pcma", 8000, (sound, lost) => PacketLoss.Silence(Array.ConvertAll(sound, s => G711.DecodeALaw(G711.EncodeALaw(s))), 160, lost)),
        None("g722", 16_000),
        None("amr", 8000),
        None("amr-wb", 16_000),
        None("opus", 48_000),
    ];

    /// <summary>Why the codec cannot be applied here, or null.</summary>
    public string? Missing => Absent;

    public static DegradationCodec? Find(string name) => All.FirstOrDefault(codec => codec.Name == name);

    private static DegradationCodec None(string name, int rate) =>
        new(name, rate, (sound, _) => sound, $"this build has no {name} encoder");
}
