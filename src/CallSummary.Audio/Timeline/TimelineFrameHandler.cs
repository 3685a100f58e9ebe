namespace CallSummary.Audio.Timeline;

/// <summary>Takes the next frame of a leg, in order.</summary>
public delegate void TimelineFrameHandler(in TimelineFrame frame);
