using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;

namespace CallSummary.Transcription.Evaluation.Degradation;

/// <summary>A codec that a sound is sent through.</summary>
/// <param name="Name">As conditions write it.</param>
/// <param name="Rate">Samples a second of its sound.</param>
/// <param name="Transcode">Encodes, loses the packets (20 ms) marked, decodes.</param>
/// <param name="Missing">Why the codec cannot be applied here, or null.</param>
internal sealed record DegradationCodec(string Name, int Rate, Func<short[], bool[], short[]> Transcode, string? Missing = null)
{
    // Packet loss is silence in G.711, which has no concealment of its own (RFC 3551): the service's timeline fills gaps so.
    public static readonly IReadOnlyList<DegradationCodec> All =
    [
        new("pcmu", 8000, (sound, lost) => PacketLoss.Silence(Array.ConvertAll(sound, s => G711.DecodeMuLaw(G711.EncodeMuLaw(s))), 160, lost)),
        new("pcma", 8000, (sound, lost) => PacketLoss.Silence(Array.ConvertAll(sound, s => G711.DecodeALaw(G711.EncodeALaw(s))), 160, lost)),
        Of("g722", RecordedCodec.G722),
        Of("amr", RecordedCodec.AmrEfficient),
        Of("amr-wb", RecordedCodec.AmrWbEfficient),
        Of("opus", RecordedCodec.Opus),
    ];

    public static DegradationCodec? Find(string name) => All.FirstOrDefault(codec => codec.Name == name);

    // At the rates of mobile networks and of our own encoder: 64, 12.2, 12.65 and up to 24 kbit/s.
    private static DegradationCodec Of(string name, RecordedCodec codec) => new(
        name, RecordedCodecs.SampleRate(codec), (sound, lost) => Send(codec, sound, lost), SpeechCodecs.Missing(codec) is { } missing ? $"it needs {missing}" : null);

    private static short[] Send(RecordedCodec codec, short[] sound, bool[] lost)
    {
        using var encoder = SpeechCodecs.CreateEncoder(codec, EncoderSettings.Default);
        using var decoder = SpeechCodecs.CreateDecoder(codec);
        var packet = encoder.SampleRate / 50;
        var heard = new short[lost.Length * packet];
        var input = new short[heard.Length];
        sound.CopyTo(input, 0);
        var payload = new byte[RecordedFrameFormat.MaxPayloadLength];
        for (var i = 0; i < lost.Length; i++)
        {
            var length = encoder.Encode(input.AsSpan(i * packet, packet), payload);
            var place = heard.AsSpan(i * packet, packet);
            if (lost[i])
            {
                decoder.Conceal(place);
            }
            else
            {
                decoder.Decode(payload.AsSpan(0, length), place);
            }
        }

        return heard[..sound.Length];
    }
}
