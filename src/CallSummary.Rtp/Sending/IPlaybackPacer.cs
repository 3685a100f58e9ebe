namespace CallSummary.Rtp.Sending;

/// <summary>Sends clips on time.</summary>
internal interface IPlaybackPacer
{
    void Add(Playback playback);
}
