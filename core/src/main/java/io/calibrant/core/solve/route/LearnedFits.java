package io.calibrant.core.solve.route;

/// What every solver did on 440 random fits: written by `./calibrant bench router --ship`, not by
/// hand.
///
/// Problems of seeds from 3000000 on (module testkit, package routing), half made by the model that
/// is fitted, half by one it cannot match; format: [History#toText].
final class LearnedFits {
  static final String TABLE =
      """
      answers bates 16 8,6,0.0,0.0
      answers bates 32 4,2,0.0,0.0
      answers bates 33491045 240,214,0.0,0.0
      answers bates 33556581 73,69,0.0,0.0
      answers bates 4 313,283,0.0,0.0
      answers bates 80 8,5,0.0,0.0
      answers bates 96 4,2,0.0,0.0
      answers double-heston 16 9,4,0.0,0.0
      answers double-heston 32 10,4,0.0,0.0
      answers double-heston 33491557 195,157,0.0,0.0
      answers double-heston 33557093 85,76,0.0,0.0
      answers double-heston 4 280,233,0.0,0.0
      answers double-heston 80 9,9,0.0,0.0
      answers double-heston 96 10,5,0.0,0.0
      answers heston 33490277 216,216,0.0,0.0
      answers heston 33555813 98,98,0.0,0.0
      answers heston 33621350 10,10,0.0,0.0
      answers heston 33686886 35,35,0.0,0.0
      answers heston 4 314,314,0.0,0.0
      answers heston 7 45,45,0.0,0.0
      answers kou 135 94,89,0.0,0.0
      answers kou 16 2,1,0.0,0.0
      answers kou 32 4,3,0.0,0.0
      answers kou 33490277 126,122,0.0,0.0
      answers kou 33555813 84,74,0.0,0.0
      answers kou 33621349 9,9,0.0,0.0
      answers kou 33621350 2,2,0.0,0.0
      answers kou 33621478 12,9,0.0,0.0
      answers kou 33686885 1,1,0.0,0.0
      answers kou 33686886 15,15,0.0,0.0
      answers kou 33687014 70,68,0.0,0.0
      answers kou 33752550 7,7,0.0,0.0
      answers kou 33818086 5,5,0.0,0.0
      answers kou 4 220,206,0.0,0.0
      answers kou 7 17,17,0.0,0.0
      answers kou 80 2,2,0.0,0.0
      answers kou 96 4,3,0.0,0.0
      answers merton 135 51,46,0.0,0.0
      answers merton 16 2,1,0.0,0.0
      answers merton 32 4,3,0.0,0.0
      answers merton 33490021 146,136,0.0,0.0
      answers merton 33555557 79,77,0.0,0.0
      answers merton 33621093 8,7,0.0,0.0
      answers merton 33621094 5,5,0.0,0.0
      answers merton 33621222 4,4,0.0,0.0
      answers merton 33686629 2,2,0.0,0.0
      answers merton 33686630 54,49,0.0,0.0
      answers merton 33686758 17,16,0.0,0.0
      answers merton 33752166 5,5,0.0,0.0
      answers merton 33752294 20,16,0.0,0.0
      answers merton 33817830 10,10,0.0,0.0
      answers merton 4 235,222,0.0,0.0
      answers merton 7 64,59,0.0,0.0
      answers merton 80 2,1,0.0,0.0
      answers merton 96 4,0,0.0,0.0
      answers nig 135 5,5,0.0,0.0
      answers nig 33489765 144,144,0.0,0.0
      answers nig 33555301 111,111,0.0,0.0
      answers nig 33620837 4,4,0.0,0.0
      answers nig 33686373 1,1,0.0,0.0
      answers nig 33686374 60,60,0.0,0.0
      answers nig 33686502 2,2,0.0,0.0
      answers nig 33751910 25,25,0.0,0.0
      answers nig 33752038 3,3,0.0,0.0
      answers nig 4 260,260,0.0,0.0
      answers nig 7 85,85,0.0,0.0
      answers svcj 16 2,1,0.0,0.0
      answers svcj 32 3,3,0.0,0.0
      answers svcj 33491557 68,54,0.0,0.0
      answers svcj 33557093 10,9,0.0,0.0
      answers svcj 4 78,63,0.0,0.0
      answers svcj 80 2,2,0.0,0.0
      answers svcj 96 3,0,0.0,0.0
      answers vg 135 25,25,0.0,0.0
      answers vg 33489765 174,174,0.0,0.0
      answers vg 33555301 73,73,0.0,0.0
      answers vg 33620837 10,10,0.0,0.0
      answers vg 33686373 3,3,0.0,0.0
      answers vg 33686374 55,55,0.0,0.0
      answers vg 33686502 5,5,0.0,0.0
      answers vg 33751910 20,20,0.0,0.0
      answers vg 33752038 20,20,0.0,0.0
      answers vg 4 260,260,0.0,0.0
      answers vg 7 75,75,0.0,0.0
      fits * 0 440
      fits bates 1 60
      fits bates 2146 60
      fits bates 33556579 32
      fits bates 33622115 26
      fits bates 33687651 2
      fits double-heston 1 60
      fits double-heston 2658 60
      fits double-heston 33557091 26
      fits double-heston 33622627 25
      fits double-heston 33688163 8
      fits double-heston 33753699 1
      fits heston 1 60
      fits heston 1378 60
      fits heston 33555811 19
      fits heston 33621347 28
      fits heston 33686883 13
      fits kou 1 60
      fits kou 1378 60
      fits kou 33621347 13
      fits kou 33686883 39
      fits kou 33752419 8
      fits merton 1 60
      fits merton 1122 60
      fits merton 33621091 18
      fits merton 33686627 32
      fits merton 33752163 10
      fits nig 1 60
      fits nig 33555299 26
      fits nig 33620835 21
      fits nig 33686371 13
      fits nig 866 60
      fits svcj 1 20
      fits svcj 2658 20
      fits svcj 33557091 10
      fits svcj 33622627 7
      fits svcj 33688163 3
      fits vg 1 60
      fits vg 33620835 20
      fits vg 33686371 31
      fits vg 33751907 9
      fits vg 866 60
      runs * 0 lbfgs 440,409,2019.036,9911.747
      runs * 0 levenberg-marquardt 440,406,1436.270,5091.315
      runs * 0 levenberg-marquardt-accelerated 440,412,1718.851,7173.601
      runs * 0 multi-start 440,412,1707.897,7594.097
      runs * 0 nelder-mead 420,349,3103.466,23207.423
      runs * 0 trust-region 440,401,1450.245,5338.796
      runs bates 1 lbfgs 60,52,316.992,1691.692
      runs bates 1 levenberg-marquardt 60,56,215.193,795.554
      runs bates 1 levenberg-marquardt-accelerated 60,55,254.376,1104.794
      runs bates 1 multi-start 60,56,215.193,795.554
      runs bates 1 nelder-mead 60,45,492.472,4043.746
      runs bates 1 trust-region 60,50,219.534,846.170
      runs bates 2146 lbfgs 60,52,316.992,1691.692
      runs bates 2146 levenberg-marquardt 60,56,215.193,795.554
      runs bates 2146 levenberg-marquardt-accelerated 60,55,254.376,1104.794
      runs bates 2146 multi-start 60,56,215.193,795.554
      runs bates 2146 nelder-mead 60,45,492.472,4043.746
      runs bates 2146 trust-region 60,50,219.534,846.170
      runs bates 33556579 lbfgs 32,25,171.248,925.780
      runs bates 33556579 levenberg-marquardt 32,30,118.614,449.073
      runs bates 33556579 levenberg-marquardt-accelerated 32,30,140.038,623.191
      runs bates 33556579 multi-start 32,30,118.614,449.073
      runs bates 33556579 nelder-mead 32,23,263.701,2173.626
      runs bates 33556579 trust-region 32,27,122.813,488.388
      runs bates 33622115 lbfgs 26,25,136.062,719.037
      runs bates 33622115 levenberg-marquardt 26,24,90.315,326.851
      runs bates 33622115 levenberg-marquardt-accelerated 26,23,106.462,450.575
      runs bates 33622115 multi-start 26,24,90.315,326.851
      runs bates 33622115 nelder-mead 26,20,212.182,1732.533
      runs bates 33622115 trust-region 26,21,90.955,340.693
      runs bates 33687651 lbfgs 2,2,9.680,46.874
      runs bates 33687651 levenberg-marquardt 2,2,6.263,19.630
      runs bates 33687651 levenberg-marquardt-accelerated 2,2,7.875,31.027
      runs bates 33687651 multi-start 2,2,6.263,19.630
      runs bates 33687651 nelder-mead 2,2,16.588,137.586
      runs bates 33687651 trust-region 2,2,5.765,17.088
      runs double-heston 1 lbfgs 60,52,362.506,2201.502
      runs double-heston 1 levenberg-marquardt 60,49,257.021,1113.205
      runs double-heston 1 levenberg-marquardt-accelerated 60,50,301.149,1524.116
      runs double-heston 1 multi-start 60,49,257.021,1113.205
      runs double-heston 1 nelder-mead 60,16,497.646,4127.529
      runs double-heston 1 trust-region 60,45,270.057,1240.888
      runs double-heston 2658 lbfgs 60,52,362.506,2201.502
      runs double-heston 2658 levenberg-marquardt 60,49,257.021,1113.205
      runs double-heston 2658 levenberg-marquardt-accelerated 60,50,301.149,1524.116
      runs double-heston 2658 multi-start 60,49,257.021,1113.205
      runs double-heston 2658 nelder-mead 60,16,497.646,4127.529
      runs double-heston 2658 trust-region 60,45,270.057,1240.888
      runs double-heston 33557091 lbfgs 26,20,159.794,986.669
      runs double-heston 33557091 levenberg-marquardt 26,21,116.223,523.693
      runs double-heston 33557091 levenberg-marquardt-accelerated 26,21,134.640,702.397
      runs double-heston 33557091 multi-start 26,21,116.223,523.693
      runs double-heston 33557091 nelder-mead 26,7,215.645,1788.581
      runs double-heston 33557091 trust-region 26,20,122.702,589.020
      runs double-heston 33622627 lbfgs 25,24,149.040,893.356
      runs double-heston 33622627 levenberg-marquardt 25,21,104.733,443.186
      runs double-heston 33622627 levenberg-marquardt-accelerated 25,22,123.010,610.362
      runs double-heston 33622627 multi-start 25,21,104.733,443.186
      runs double-heston 33622627 nelder-mead 25,9,207.353,1719.814
      runs double-heston 33622627 trust-region 25,18,110.886,503.047
      runs double-heston 33688163 lbfgs 8,7,47.489,283.259
      runs double-heston 33688163 levenberg-marquardt 8,6,31.694,127.234
      runs double-heston 33688163 levenberg-marquardt-accelerated 8,6,38.381,185.162
      runs double-heston 33688163 multi-start 8,6,31.694,127.234
      runs double-heston 33688163 nelder-mead 8,0,66.352,550.338
      runs double-heston 33688163 trust-region 8,6,32.248,131.017
      runs double-heston 33753699 lbfgs 1,1,6.182,38.218
      runs double-heston 33753699 levenberg-marquardt 1,1,4.369,19.092
      runs double-heston 33753699 levenberg-marquardt-accelerated 1,1,5.117,26.193
      runs double-heston 33753699 multi-start 1,1,4.369,19.092
      runs double-heston 33753699 nelder-mead 1,0,8.294,68.795
      runs double-heston 33753699 trust-region 1,1,4.219,17.804
      runs heston 1 lbfgs 60,60,227.024,872.262
      runs heston 1 levenberg-marquardt 60,60,148.070,379.742
      runs heston 1 levenberg-marquardt-accelerated 60,60,181.867,566.546
      runs heston 1 multi-start 60,60,176.063,607.623
      runs heston 1 nelder-mead 60,60,435.665,3168.597
      runs heston 1 trust-region 60,60,142.477,348.704
      runs heston 1378 lbfgs 60,60,227.024,872.262
      runs heston 1378 levenberg-marquardt 60,60,148.070,379.742
      runs heston 1378 levenberg-marquardt-accelerated 60,60,181.867,566.546
      runs heston 1378 multi-start 60,60,176.063,607.623
      runs heston 1378 nelder-mead 60,60,435.665,3168.597
      runs heston 1378 trust-region 60,60,142.477,348.704
      runs heston 33555811 lbfgs 19,19,75.101,304.912
      runs heston 33555811 levenberg-marquardt 19,19,50.168,141.294
      runs heston 33555811 levenberg-marquardt-accelerated 19,19,59.630,196.386
      runs heston 33555811 multi-start 19,19,50.168,141.294
      runs heston 33555811 nelder-mead 19,19,139.269,1023.122
      runs heston 33555811 trust-region 19,19,46.901,122.927
      runs heston 33621347 lbfgs 28,28,105.124,397.770
      runs heston 33621347 levenberg-marquardt 28,28,66.713,162.785
      runs heston 33621347 levenberg-marquardt-accelerated 28,28,85.244,264.517
      runs heston 33621347 multi-start 28,28,72.605,212.004
      runs heston 33621347 nelder-mead 28,28,203.596,1482.176
      runs heston 33621347 trust-region 28,28,66.067,158.324
      runs heston 33686883 lbfgs 13,13,46.799,169.579
      runs heston 33686883 levenberg-marquardt 13,13,31.188,75.662
      runs heston 33686883 levenberg-marquardt-accelerated 13,13,36.992,105.642
      runs heston 33686883 multi-start 13,13,53.289,254.323
      runs heston 33686883 nelder-mead 13,13,92.799,663.297
      runs heston 33686883 trust-region 13,13,29.508,67.452
      runs kou 1 lbfgs 60,56,310.455,1652.893
      runs kou 1 levenberg-marquardt 60,55,228.035,894.794
      runs kou 1 levenberg-marquardt-accelerated 60,56,268.246,1228.974
      runs kou 1 multi-start 60,57,281.849,1412.141
      runs kou 1 nelder-mead 60,56,477.948,3813.704
      runs kou 1 trust-region 60,58,226.034,892.747
      runs kou 1378 lbfgs 60,56,310.455,1652.893
      runs kou 1378 levenberg-marquardt 60,55,228.035,894.794
      runs kou 1378 levenberg-marquardt-accelerated 60,56,268.246,1228.974
      runs kou 1378 multi-start 60,57,281.849,1412.141
      runs kou 1378 nelder-mead 60,56,477.948,3813.704
      runs kou 1378 trust-region 60,58,226.034,892.747
      runs kou 33621347 lbfgs 13,12,62.111,306.775
      runs kou 33621347 levenberg-marquardt 13,13,48.704,189.769
      runs kou 33621347 levenberg-marquardt-accelerated 13,13,57.296,262.474
      runs kou 33621347 multi-start 13,13,50.447,206.839
      runs kou 33621347 nelder-mead 13,12,102.529,810.045
      runs kou 33621347 trust-region 13,12,50.803,211.611
      runs kou 33686883 lbfgs 39,37,208.715,1146.690
      runs kou 33686883 levenberg-marquardt 39,34,148.642,585.826
      runs kou 33686883 levenberg-marquardt-accelerated 39,35,174.773,801.675
      runs kou 33686883 multi-start 39,36,187.763,960.435
      runs kou 33686883 nelder-mead 39,37,311.502,2492.306
      runs kou 33686883 trust-region 39,38,147.038,578.285
      runs kou 33752419 lbfgs 8,7,39.628,199.427
      runs kou 33752419 levenberg-marquardt 8,8,30.689,119.198
      runs kou 33752419 levenberg-marquardt-accelerated 8,8,36.177,164.824
      runs kou 33752419 multi-start 8,8,43.637,244.865
      runs kou 33752419 nelder-mead 8,7,63.916,511.351
      runs kou 33752419 trust-region 8,8,28.192,102.850
      runs merton 1 lbfgs 60,54,257.173,1124.383
      runs merton 1 levenberg-marquardt 60,55,213.300,786.071
      runs merton 1 levenberg-marquardt-accelerated 60,55,248.056,1054.139
      runs merton 1 multi-start 60,57,266.193,1310.639
      runs merton 1 nelder-mead 60,55,429.661,3086.109
      runs merton 1 trust-region 60,56,217.660,854.033
      runs merton 1122 lbfgs 60,54,257.173,1124.383
      runs merton 1122 levenberg-marquardt 60,55,213.300,786.071
      runs merton 1122 levenberg-marquardt-accelerated 60,55,248.056,1054.139
      runs merton 1122 multi-start 60,57,266.193,1310.639
      runs merton 1122 nelder-mead 60,55,429.661,3086.109
      runs merton 1122 trust-region 60,56,217.660,854.033
      runs merton 33621091 lbfgs 18,14,71.770,289.293
      runs merton 33621091 levenberg-marquardt 18,16,56.975,185.152
      runs merton 33621091 levenberg-marquardt-accelerated 18,16,67.847,260.726
      runs merton 33621091 multi-start 18,17,63.600,248.924
      runs merton 33621091 nelder-mead 18,17,126.663,893.513
      runs merton 33621091 trust-region 18,16,57.637,195.757
      runs merton 33686627 lbfgs 32,30,138.818,614.599
      runs merton 33686627 levenberg-marquardt 32,29,118.466,453.502
      runs merton 33686627 levenberg-marquardt-accelerated 32,29,135.761,592.027
      runs merton 33686627 multi-start 32,30,148.491,756.953
      runs merton 33686627 nelder-mead 32,29,229.738,1654.828
      runs merton 33686627 trust-region 32,31,121.052,494.509
      runs merton 33752163 lbfgs 10,10,46.584,220.491
      runs merton 33752163 levenberg-marquardt 10,10,37.858,147.415
      runs merton 33752163 levenberg-marquardt-accelerated 10,10,44.448,201.385
      runs merton 33752163 multi-start 10,10,54.102,304.761
      runs merton 33752163 nelder-mead 10,9,73.259,537.766
      runs merton 33752163 trust-region 10,9,38.970,163.766
      runs nig 1 lbfgs 60,60,226.082,910.679
      runs nig 1 levenberg-marquardt 60,57,146.727,391.116
      runs nig 1 levenberg-marquardt-accelerated 60,60,186.856,621.739
      runs nig 1 multi-start 60,59,221.491,1127.546
      runs nig 1 nelder-mead 60,57,402.698,2715.464
      runs nig 1 trust-region 60,57,145.520,391.103
      runs nig 33555299 lbfgs 26,26,86.202,287.678
      runs nig 33555299 levenberg-marquardt 26,26,53.703,113.013
      runs nig 33555299 levenberg-marquardt-accelerated 26,26,71.322,198.569
      runs nig 33555299 multi-start 26,26,62.422,187.642
      runs nig 33555299 nelder-mead 26,26,171.328,1130.573
      runs nig 33555299 trust-region 26,26,53.245,110.376
      runs nig 33620835 lbfgs 21,21,85.204,377.482
      runs nig 33620835 levenberg-marquardt 21,19,55.273,162.178
      runs nig 33620835 levenberg-marquardt-accelerated 21,21,69.521,252.168
      runs nig 33620835 multi-start 21,20,86.948,478.463
      runs nig 33620835 nelder-mead 21,19,143.582,987.968
      runs nig 33620835 trust-region 21,19,55.955,169.157
      runs nig 33686371 lbfgs 13,13,54.676,245.519
      runs nig 33686371 levenberg-marquardt 13,12,37.750,115.924
      runs nig 33686371 levenberg-marquardt-accelerated 13,13,46.011,171.000
      runs nig 33686371 multi-start 13,13,72.119,461.440
      runs nig 33686371 nelder-mead 13,12,87.787,596.923
      runs nig 33686371 trust-region 13,12,36.319,111.570
      runs nig 866 lbfgs 60,60,226.082,910.679
      runs nig 866 levenberg-marquardt 60,57,146.727,391.116
      runs nig 866 levenberg-marquardt-accelerated 60,60,186.856,621.739
      runs nig 866 multi-start 60,59,221.491,1127.546
      runs nig 866 nelder-mead 60,57,402.698,2715.464
      runs nig 866 trust-region 60,57,145.520,391.103
      runs svcj 1 lbfgs 20,15,129.943,851.805
      runs svcj 1 levenberg-marquardt 20,14,90.212,409.988
      runs svcj 1 levenberg-marquardt-accelerated 20,16,106.848,576.671
      runs svcj 1 multi-start 20,14,90.212,409.988
      runs svcj 1 trust-region 20,15,95.492,464.351
      runs svcj 2658 lbfgs 20,15,129.943,851.805
      runs svcj 2658 levenberg-marquardt 20,14,90.212,409.988
      runs svcj 2658 levenberg-marquardt-accelerated 20,16,106.848,576.671
      runs svcj 2658 multi-start 20,14,90.212,409.988
      runs svcj 2658 trust-region 20,15,95.492,464.351
      runs svcj 33557091 lbfgs 10,8,62.799,397.790
      runs svcj 33557091 levenberg-marquardt 10,8,45.491,207.864
      runs svcj 33557091 levenberg-marquardt-accelerated 10,9,54.472,298.407
      runs svcj 33557091 multi-start 10,8,45.491,207.864
      runs svcj 33557091 trust-region 10,8,49.152,245.011
      runs svcj 33622627 lbfgs 7,5,46.737,313.257
      runs svcj 33622627 levenberg-marquardt 7,4,32.783,154.243
      runs svcj 33622627 levenberg-marquardt-accelerated 7,5,37.856,207.389
      runs svcj 33622627 multi-start 7,4,32.783,154.243
      runs svcj 33622627 trust-region 7,5,31.994,149.726
      runs svcj 33688163 lbfgs 3,2,20.406,140.756
      runs svcj 33688163 levenberg-marquardt 3,2,11.938,47.880
      runs svcj 33688163 levenberg-marquardt-accelerated 3,2,14.519,70.874
      runs svcj 33688163 multi-start 3,2,11.938,47.880
      runs svcj 33688163 trust-region 3,2,14.345,69.613
      runs vg 1 lbfgs 60,60,188.856,606.527
      runs vg 1 levenberg-marquardt 60,60,137.709,320.842
      runs vg 1 levenberg-marquardt-accelerated 60,60,171.448,496.618
      runs vg 1 multi-start 60,60,199.872,817.397
      runs vg 1 nelder-mead 60,60,367.373,2252.271
      runs vg 1 trust-region 60,60,133.468,300.797
      runs vg 33620835 lbfgs 20,20,60.693,188.444
      runs vg 33620835 levenberg-marquardt 20,20,44.367,100.312
      runs vg 33620835 levenberg-marquardt-accelerated 20,20,54.193,148.274
      runs vg 33620835 multi-start 20,20,53.672,176.271
      runs vg 33620835 nelder-mead 20,20,120.668,728.079
      runs vg 33620835 trust-region 20,20,42.692,91.788
      runs vg 33686371 lbfgs 31,31,97.517,312.348
      runs vg 33686371 levenberg-marquardt 31,31,70.955,164.260
      runs vg 33686371 levenberg-marquardt-accelerated 31,31,89.812,264.052
      runs vg 33686371 multi-start 31,31,106.015,441.783
      runs vg 33686371 nelder-mead 31,31,190.532,1173.189
      runs vg 33686371 trust-region 31,31,69.032,155.607
      runs vg 33751907 lbfgs 9,9,30.645,105.733
      runs vg 33751907 levenberg-marquardt 9,9,22.386,56.270
      runs vg 33751907 levenberg-marquardt-accelerated 9,9,27.442,84.290
      runs vg 33751907 multi-start 9,9,40.184,199.342
      runs vg 33751907 nelder-mead 9,9,56.172,351.002
      runs vg 33751907 trust-region 9,9,21.743,53.402
      runs vg 866 lbfgs 60,60,188.856,606.527
      runs vg 866 levenberg-marquardt 60,60,137.709,320.842
      runs vg 866 levenberg-marquardt-accelerated 60,60,171.448,496.618
      runs vg 866 multi-start 60,60,199.872,817.397
      runs vg 866 nelder-mead 60,60,367.373,2252.271
      runs vg 866 trust-region 60,60,133.468,300.797
      """;

  private LearnedFits() {}
}
