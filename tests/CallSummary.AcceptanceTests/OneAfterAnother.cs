// Calls run in real time: two classes at once would starve each other on a small machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
