namespace CallSummary.Audio.Codecs;

/// <summary>G.711 as a stream.</summary>
internal sealed class G711SpeechEncoder(bool isALaw) : SpeechEncoder
{
    public override int SampleRate => G711.SampleRate;

    public override int Encode(ReadOnlySpan<short> samples, Span<byte> payload)
    {
        if (isALaw)
        {
            G711.EncodeALaw(samples, payload);
        }
        else
        {
            G711.EncodeMuLaw(samples, payload);
        }

        return samples.Length;
    }
}
