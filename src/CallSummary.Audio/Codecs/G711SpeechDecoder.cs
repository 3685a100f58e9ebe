namespace CallSummary.Audio.Codecs;

/// <summary>G.711 as a stream.</summary>
internal sealed class G711SpeechDecoder(bool isALaw) : SpeechDecoder
{
    private readonly RepeatedSound _lost = new(G711.SampleRate);

    public override int SampleRate => G711.SampleRate;

    public override int Decode(ReadOnlySpan<byte> payload, Span<short> samples)
    {
        if (isALaw)
        {
            G711.DecodeALaw(payload, samples);
        }
        else
        {
            G711.DecodeMuLaw(payload, samples);
        }

        _lost.Heard(samples[..payload.Length]);
        return payload.Length;
    }

    public override void Conceal(Span<short> samples) => _lost.Fill(samples);
}
