namespace CallSummary.Audio.Wav;

/// <summary>What a WAV file's header says about its samples.</summary>
/// <param name="SampleRate">Samples per second and channel, 4,000 to 192,000.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="Encoding">How a sample is stored.</param>
public readonly record struct WavFormat(int SampleRate, int Channels, WavEncoding Encoding)
{
    /// <summary>Bytes of one sample of every channel.</summary>
    public int BytesPerFrame => Channels * (Encoding == WavEncoding.Pcm16 ? 2 : 1);
}
